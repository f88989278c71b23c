/** Where Resend can keep a domain. It can't be moved: it has to be deleted and added again. */
export const DOMAIN_REGIONS = ["us-east-1", "eu-west-1", "sa-east-1", "ap-northeast-1"] as const;
