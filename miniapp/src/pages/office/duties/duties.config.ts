export default definePageConfig({ navigationBarTitleText: '法定期限' })
