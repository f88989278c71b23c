import "server-only";
import type { Snippet } from "../../contracts/docs";
import type { Site } from "../site";
import { dotnet, go, rust } from "../write";

/** The first email in languages that are compiled. */
export const compiled = ({ baseUrl, sender }: Site): Snippet[] => [
  go(`
      package main

      import (
        "fmt"
        "net/url"
        "os"

        "github.com/resend/resend-go/v3"
      )

      func main() {
        client := resend.NewClient(os.Getenv("RESEND_API_KEY"))
        // With a slash at the end, as in RESEND_BASE_URL.
        client.BaseURL, _ = url.Parse("${baseUrl}/")

        email, err := client.Emails.Send(&resend.SendEmailRequest{
          From:    "${sender}",
          To:      []string{"delivered@resend.dev"},
          Subject: "Hello from MailKit",
          Html:    "<p>It works.</p>",
        })
        if err != nil {
          panic(err)
        }
        fmt.Println(email.Id)
      }
    `),
  rust(`
      use resend_rs::types::CreateEmailBaseOptions;
      use resend_rs::{ConfigBuilder, Resend};

      #[tokio::main]
      async fn main() -> Result<(), Box<dyn std::error::Error>> {
          // A path in the address would be dropped, so give the host alone.
          let config = ConfigBuilder::new(std::env::var("RESEND_API_KEY")?)
              .base_url("${baseUrl}".parse()?)
              .build();
          let resend = Resend::with_config(config);

          let email = CreateEmailBaseOptions::new(
              "${sender}",
              ["delivered@resend.dev"],
              "Hello from MailKit",
          )
          .with_html("<p>It works.</p>");
          let sent = resend.emails.send(email).await?;
          println!("{}", sent.id);
          Ok(())
      }
    `),
  dotnet(`
      using Resend;

      // A path in the address would be dropped, so give the host alone.
      IResend resend = ResendClient.Create(new ResendClientOptions
      {
          ApiToken = Environment.GetEnvironmentVariable("RESEND_API_KEY")!,
          ApiUrl = "${baseUrl}",
      });

      var message = new EmailMessage
      {
          From = "${sender}",
          Subject = "Hello from MailKit",
          HtmlBody = "<p>It works.</p>",
      };
      message.To.Add("delivered@resend.dev");

      var sent = await resend.EmailSendAsync(message);
      Console.WriteLine(sent.Content);
    `),
];
